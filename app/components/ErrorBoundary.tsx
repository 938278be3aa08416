import { Component } from 'react';
import type { ReactNode } from 'react';

type ErrorBoundaryProps = { fallback: (retry: () => void) => ReactNode; children: ReactNode };

/** Catches what a screen throws, so that the rest of the app, and what is not saved yet, stays. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return this.props.fallback(() => this.setState({ broken: false }));
  }
}
