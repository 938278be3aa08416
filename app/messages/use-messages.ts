import { createContext, useContext } from 'react';
import { en } from './en.ts';
import type { Messages } from './en.ts';

/** The catalogue in use; a second language provides its own. */
export const MessagesContext = createContext<Messages>(en);

export const useMessages = (): Messages => useContext(MessagesContext);
