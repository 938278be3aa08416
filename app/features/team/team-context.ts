import { createContext } from 'react';
import type { TeamPort } from '../../services/team-port.ts';

/** Who else is here, for the small marks of it all over the app. */
export const TeamContext = createContext<Pick<TeamPort, 'state' | 'caret'> | undefined>(undefined);
