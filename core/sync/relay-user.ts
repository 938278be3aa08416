/** Who may connect to a workspace's account on the relay: claims that the workspace's owner signs. NATS, "Decentralized JWT Authentication". */
import { createAccount, createUser, encodeUser, fromPublic, fromSeed, type User } from '@nats-io/jwt';
import { bytesToText, textToBytes } from '../shared/bytes.ts';

/** `seed` is the secret half of the user's own key, `jwt` what the owner signed for it. */
export type RelayCredentials = { seed: string; jwt: string };
/** A key pair of nkeys: `name` is public, `seed` secret. */
export type RelayKey = { name: string; seed: string };

const keyOf = (pair: ReturnType<typeof createUser>): RelayKey => ({
  name: pair.getPublicKey(),
  seed: bytesToText(pair.getSeed()),
});

/** The workspace's account key, made by its founder; the relay's administrator admits its public half. */
export const createRelayAccount = (): RelayKey => keyOf(createAccount());
export const createRelayUser = (): RelayKey => keyOf(createUser());

const seedKey = (seed: string) => fromSeed(textToBytes(seed));
export const publicNameOf = (seed: string): string => seedKey(seed).getPublicKey();

const sign = (accountSeed: string, user: string, claims: Partial<User>, expiresAt?: Date): Promise<string> =>
  encodeUser('device', fromPublic(user), seedKey(accountSeed), claims, {
    ...(expiresAt && { exp: Math.floor(expiresAt.getTime() / 1000) }),
  });

/** A device that founds the workspace or lets others in: may make the streams. */
export const signOwner = (accountSeed: string, user: string): Promise<string> => sign(accountSeed, user, {});

/** A member's device: everything but making, changing and deleting streams. */
export const signMember = (accountSeed: string, user: string): Promise<string> =>
  sign(accountSeed, user, {
    pub: {
      deny: ['CREATE', 'UPDATE', 'DELETE', 'RESTORE'].map((verb) => `$JS.API.STREAM.${verb}.>`),
    },
    sub: { allow: ['aw.*', `_I.${user}.>`] },
  });

/** A guest: the invitation's own subject, until it expires. */
export const signGuest = (
  accountSeed: string,
  user: string,
  subject: string,
  expiresAt: Date,
): Promise<string> =>
  sign(accountSeed, user, { pub: { allow: [subject] }, sub: { allow: [subject] } }, expiresAt);
