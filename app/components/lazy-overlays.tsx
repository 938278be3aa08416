import { Suspense, lazy } from 'react';
import type { ComponentProps } from 'react';
import type {
  CheckMenu as CheckMenuType,
  ChoiceMenu as ChoiceMenuType,
  SearchMenu as SearchMenuType,
} from './overlays.tsx';
import { whenIdle } from '../services/when-idle.ts';

const load = () => import('./overlays.tsx');

const LazyChoice = lazy(async () => ({ default: (await load()).ChoiceMenu }));
const LazyCheck = lazy(async () => ({ default: (await load()).CheckMenu }));
const LazySearch = lazy(async () => ({ default: (await load()).SearchMenu }));

/** Fetches the menus when the browser has nothing else to do, so that the first one opens at once. */
export function preloadOverlays() {
  // Without a network and without a cached copy the menu fails where it is opened, and says so there.
  whenIdle(() => void load().catch(() => undefined));
}

type ChoiceProps<Value extends string> = ComponentProps<typeof ChoiceMenuType<Value>>;

export function ChoiceMenu<Value extends string>(props: ChoiceProps<Value>) {
  // React.lazy forgets type parameters; the props above have kept them.
  const Menu = LazyChoice as unknown as (props: ChoiceProps<Value>) => React.ReactNode;
  return (
    <Suspense fallback={null}>
      <Menu {...props} />
    </Suspense>
  );
}

export function SearchMenu(props: ComponentProps<typeof SearchMenuType>) {
  return (
    <Suspense fallback={null}>
      <LazySearch {...props} />
    </Suspense>
  );
}

export function CheckMenu(props: ComponentProps<typeof CheckMenuType>) {
  return (
    <Suspense fallback={null}>
      <LazyCheck {...props} />
    </Suspense>
  );
}
