import { useHashLocation } from 'wouter/use-hash-location';
import { Shell } from '../components/Shell.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { navItems, titleOf } from './nav-items.ts';
import { placeOf } from './places.ts';

/** The frame of the app while the workspace is being read: where one is and where one can go, and nothing that could be wrong. */
export function Frame() {
  const messages = useMessages();
  const [location] = useHashLocation();
  const { place } = placeOf(location);
  return (
    <Shell title={titleOf(place, messages)} nav={navItems(place, messages, 0)} banners={null} tools={null}>
      {null}
    </Shell>
  );
}
