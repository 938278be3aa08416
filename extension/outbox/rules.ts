/** The redaction rules that the person set, for each paired workspace. */
import * as v from 'valibot';
import {
  defaultRedactionRules,
  masksUnasked,
  redactionRulesSchema,
  strictestRules,
  type RedactionRules,
} from '#core/redaction/rules.ts';
import type { ExtensionDatabase } from './database.ts';

/** In the place of a workspace: the rules that hold while none is paired, and for a workspace that has none of its own. */
export const noWorkspace = '';

/** The rules of a workspace; those of `noWorkspace`, else the default, where it has none. Rejects when what is stored are no rules. */
export async function rulesOf(db: ExtensionDatabase, workspace: string): Promise<RedactionRules> {
  const stored = (await db.redactionRules.get(workspace)) ?? (await db.redactionRules.get(noWorkspace));
  return stored ? v.parse(redactionRulesSchema, stored.rules) : defaultRedactionRules;
}

/** Stores the rules of a workspace; they hold for clips that are read from now on. */
export const storeRules = async (db: ExtensionDatabase, workspace: string, rules: RedactionRules) =>
  void (await db.redactionRules.put({ workspace, rules }));

/**
 * The rules for a clip. Which workspace will take it is not known before it does, so the strictest rules of all paired workspaces
 * hold.
 */
export async function rulesForClips(db: ExtensionDatabase): Promise<RedactionRules> {
  const paired = await db.pairings.toCollection().primaryKeys();
  const workspaces = paired.length > 0 ? paired : [noWorkspace];
  return strictestRules(await Promise.all(workspaces.map((workspace) => rulesOf(db, workspace))));
}

/** Whether the rules have to be applied to a clip that is about to be classified. */
export const mustBeMasked = async (db: ExtensionDatabase, id: string): Promise<boolean> =>
  (await db.clips.get(id))?.masked === undefined && masksUnasked(await rulesForClips(db));
