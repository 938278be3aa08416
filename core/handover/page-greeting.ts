/**
 * How app and bridge script find each other inside the page: by `window.postMessage` of the same window and origin. The bridge says
 * `exhibit-bridge`; the app answers with `exhibit-app` and a MessagePort, which carries the conversation from then on.
 */
import * as v from 'valibot';

/** The bridge is there. Sent when it starts, and again whenever a line to the extension has to be made anew. */
export const bridgeGreetingSchema = v.object({ kind: v.literal('exhibit-bridge') });

/** The app asks for a line; the port comes with the message. */
export const appGreetingSchema = v.object({ kind: v.literal('exhibit-app') });

/** Over the port, beside the handover messages: the line broke; ask for a new one. */
export const lineClosedSchema = v.object({ kind: v.literal('line-closed') });

/** What the app's page declares about itself, by which the extension recognises it. */
export const appPageSelector = 'meta[name="application-name"][content="Exhibit"]';
