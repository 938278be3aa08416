import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { BrandMark, Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';

export type NavItem = { href: string; label: string; icon: IconName; current: boolean; count?: string };

type ShellProps = {
  title: string;
  nav: readonly NavItem[];
  banners: ReactNode;
  /** What stands at the right end of the bar: saving, undo, the extension. */
  tools: ReactNode;
  children: ReactNode;
};

/** The frame around every screen: where one is, where one can go, and whether all is well. */
export function Shell({ title, nav, banners, tools, children }: ShellProps) {
  const messages = useMessages();
  const places = useRef<HTMLUListElement>(null);
  const here = nav.find(({ current }) => current)?.href;
  // On a phone the row of places scrolls; where one is must not lie beyond its end.
  useEffect(() => {
    const row = places.current;
    const link = row?.querySelector<HTMLElement>('[aria-current]');
    if (row && link) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }, [here]);
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The fragment is the router's; only the focus goes there.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {messages.app.skip}
      </a>
      <nav className="side" aria-label={messages.app.navigation}>
        <span className="brand">
          <BrandMark />
          {messages.app.name}
        </span>
        <ul className="nav-list" ref={places}>
          {nav.map((item) => (
            <li key={item.href}>
              <a className="nav-link" href={item.href} aria-current={item.current ? 'page' : undefined}>
                <Icon name={item.icon} />
                {item.label}
                {item.count && <span className="count number">{item.count}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="banners">{banners}</div>
      <main className="main" id="main" tabIndex={-1}>
        <div className="bar">
          <h1>{title}</h1>
          <div className="end">{tools}</div>
        </div>
        {children}
      </main>
    </div>
  );
}
