import { useMessages } from '../../messages/use-messages.ts';
import type { Messages } from '../../messages/en.ts';
import type { FileReport } from '../../services/team-state.ts';

function sentencesOf(report: FileReport, { files: text, unnamed }: Messages['team']): string[] {
  if (report.kind === 'request') return [text.request(report.name, report.label)];
  if (report.kind !== 'exchange') return [text[report.kind]];
  const { changed, from, members, exhibits, missing, refused, early } = report;
  const names = (all: readonly string[]) => all.map((name) => name || unnamed).join(', ');
  return [
    changed ? text.changed(names(from)) : text.nothing,
    ...(members.length > 0 ? [text.members(names(members))] : []),
    ...(exhibits > 0 ? [text.exhibits(exhibits)] : []),
    ...(missing > 0 ? [text.missing(missing)] : []),
    ...(refused > 0 ? [text.refused(refused)] : []),
    ...(early > 0 ? [text.early(early)] : []),
  ];
}

/** What a file that somebody brought held, in words. */
export function FileReportText({ report }: { report: FileReport }) {
  const text = useMessages().team;
  return (
    <ul className="team-report">
      {sentencesOf(report, text).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
