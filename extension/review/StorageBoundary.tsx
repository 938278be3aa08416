import { Component, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { strings } from './strings.ts';

type BoundaryProps = { db: ExtensionDatabase; sentence: string; children: ReactNode };

/** Throws while rendering when the database cannot be opened; live queries keep silent about that and give nothing for ever. */
function Opened({ db, children }: Pick<BoundaryProps, 'db' | 'children'>) {
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let isHere = true;
    db.open().catch((error: unknown) => isHere && setFailure(error));
    return () => {
      isHere = false;
    };
  }, [db]);
  if (failure !== undefined) throw failure;
  return children;
}

/**
 * Shows a sentence and a way to try again in place of children that could not read the database, which throw while they are
 * rendered. What stands outside, notices above all, stays.
 */
export class StorageBoundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  retry = () => {
    // Dexie remembers that opening failed and would give the same answer again; closed this way, the next question opens it anew.
    this.props.db.close({ disableAutoOpen: false });
    this.setState({ failed: false });
  };

  override render() {
    if (!this.state.failed) return <Opened db={this.props.db}>{this.props.children}</Opened>;
    return (
      <section className="card notice error" role="alert">
        <p>{this.props.sentence}</p>
        <div className="actions">
          <button type="button" onClick={this.retry}>
            {strings.retry}
          </button>
        </div>
      </section>
    );
  }
}
