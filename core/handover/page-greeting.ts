/**
 * How app and bridge script find each other inside the page: by `window.postMessage` of the same window and origin. The bridge says
 * `exhibit-bridge`; the app answers with `exhibit-app` and a MessagePort, which carries the conversation from then on.
 */
import * as v from 'valibot';

/** The bridge is there, and lines of an earlier one may be dead. Sent when it starts, and when it is put into the page once more. */
export const bridgeGreetingSchema = v.object({ kind: v.literal('exhibit-bridge') });

/** The app asks for a line; the port comes with the message. */
export const appGreetingSchema = v.object({ kind: v.literal('exhibit-app') });

/**
 * Over the port, beside the handover messages. From the bridge: the line broke with a question under way, or for good; ask for a new
 * one. From the app: it needs this line no more.
 */
export const lineClosedSchema = v.object({ kind: v.literal('line-closed') });

/** What the app's page declares about itself, by which the extension recognises it. */
export const appPageSelector = 'meta[name="application-name"][content="Exhibit"]';
