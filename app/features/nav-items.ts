import type { NavItem } from '../components/Shell.tsx';
import { formatNumber } from '../messages/format.ts';
import type { Messages } from '../messages/en.ts';
import type { Place } from './places.ts';
import { routes } from './routes.ts';

/** The title of a screen, or of the place where there is none. */
export function titleOf(place: Place | undefined, messages: Messages): string {
  if (place === undefined) return messages.app.notFound;
  return place === 'extension' ? messages.inbox.title : messages[place].title;
}

/** Where one can go from anywhere, with how many exhibits there are. */
export function navItems(place: Place | undefined, messages: Messages, exhibits: number): NavItem[] {
  const item = (name: Place, href: string, icon: NavItem['icon'], count?: string): NavItem => ({
    href,
    icon,
    label: messages.nav[name],
    current: place === name,
    ...(count !== undefined && { count }),
  });
  return [
    item('soa', routes.soa, 'soa'),
    item('clauses', routes.clauses, 'clauses'),
    item('risks', routes.risks, 'risks'),
    item('evidence', routes.evidence, 'evidence', exhibits > 0 ? formatNumber(exhibits) : undefined),
    item('versions', routes.versions, 'versions'),
    item('crosswalks', routes.crosswalks, 'crosswalks'),
    item('pack', routes.pack, 'pack'),
    item('verify', routes.verify, 'shield'),
    item('import', routes.import, 'receiving'),
    item('team', routes.team, 'team'),
    item('extension', routes.extension, 'extension'),
    item('settings', routes.settings, 'settings'),
  ];
}
