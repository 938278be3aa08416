/** Names in running text, after words behind which a person stands. */
import type { Detected } from './finding.ts';
import { isPersonalLogin, nameLikeness } from './person-name.ts';

/** Who is signed in: one word is a name here. */
const signedIn =
  'signed[ -]in as|logged[ -]in as|logged on as|signed in:|impersonating|acting as|angemeldet als|eingeloggt als|connecté en tant que|sesión iniciada como|conectado como|connesso come|accesso come|ingelogd als|zalogowany jako|inloggad som';
const done =
  'created|modified|updated|changed|edited|approved|reviewed|requested|reported|submitted|uploaded|granted|invited|assigned|performed|owned|closed|opened|signed|added|removed|deleted|published|completed|accepted|rejected|revoked|issued|initiated|triggered|confirmed|acknowledged|commented|generated|disabled|enabled|locked|unlocked|invoked|executed|authorised|authorized|verified|certified|delegated|escalated';
const by = `(?:${done}) by|assigned to|delegated to|on behalf of|reports to|(?:erstellt|geändert|genehmigt|geprüft|angelegt|gelöscht|zugewiesen|freigegeben) (?:von|durch)|(?:créé|modifié|approuvé|ajouté|supprimé|demandé) par|(?:creado|modificado|aprobado|añadido|eliminado) por|(?:creato|modificato|approvato|aggiunto) da|(?:criado|modificado|aprovado) por|(?:gemaakt|gewijzigd|goedgekeurd) door`;
/** These are words of other things, too, unless a colon follows. */
const labels =
  '(?:owner|assignee|approver|reviewer|author|requester|requestor|reporter|contact|manager|responsible|user|actor|name|full name|besitzer|verantwortlich|ansprechpartner|bearbeiter|propriétaire|responsable|propietario|proprietario|eigenaar)[:：]';

const phrase = new RegExp(`(?<![\\p{L}\\p{N}])(?:(${signedIn})|${by}|${labels})[:：]?\\s+`, 'giu');
/** Words with a capital, or of scripts without, and the small words between them; a comma only in "Roe, Jane". */
const word = "(?:[\\p{Lu}\\p{Lo}][\\p{L}\\p{M}'’-]*\\.?|d['’]\\p{Lu}[\\p{L}\\p{M}]*)";
const small = '(?:von|van|vom|zu|zum|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|bin|el|al)';
const words = new RegExp(`^${word}(?:,[ \u00a0]${word}|(?:[ \u00a0](?:${word}|${small})){0,5})`, 'u');
const login = /^[\p{Ll}\d]+(?:[._-][\p{Ll}\d]+){1,2}(?![\p{L}\p{N}@._-])/u;

/** The longest run of words at the start that reads as a name. */
function nameAtStart(text: string, takesSingle: boolean): string | undefined {
  const logged = login.exec(text)?.[0];
  if (logged !== undefined) return isPersonalLogin(logged) ? logged : undefined;
  let run = words.exec(text)?.[0];
  while (run !== undefined && run !== '') {
    // The full stop of a sentence is none of an initial.
    const name = run.replace(/(?<=\p{L}{2})[.,]$/u, '');
    const likeness = nameLikeness(name);
    if (likeness === 'full' || (likeness === 'single' && takesSingle)) return name;
    const cut = run.search(/,?[ \u00a0][^ \u00a0]*$/u);
    run = cut < 0 ? undefined : run.slice(0, cut);
  }
  return undefined;
}

/** The names and logins of people after phrases such as "signed in as", "created by" and "owner:". */
export function namesAfterPhrases(text: string): Detected[] {
  const found: Detected[] = [];
  for (const match of text.matchAll(phrase)) {
    const start = match.index + match[0].length;
    const name = nameAtStart(text.slice(start, start + 120), match[1] !== undefined);
    if (name !== undefined) found.push({ kind: 'person-name', span: { start, end: start + name.length } });
  }
  return found;
}
