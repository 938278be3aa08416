import { createContext, use } from 'react';
import { controlNames } from '#core/catalogue/control-name.ts';
import type { ControlNames } from '#core/catalogue/control-name.ts';

/** Names of the 93 and of the workspace's custom controls; the same object while none of them changed. */
export const ControlNamesContext = createContext<ControlNames>(controlNames([]));
/** What controls are called on screens: the reference stands in place of the id everywhere. */
export const useControlNames = (): ControlNames => use(ControlNamesContext);
