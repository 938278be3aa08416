import { useState } from 'react';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { FileRun } from '../packs/FileRun.tsx';
import { saveAuditPack, saveSoa, saveSoaCsv } from '../packs/build-files.ts';
import type { PackInput } from '../packs/build-files.ts';
import { useRun } from '../packs/use-run.ts';
import { routes } from '../routes.ts';

function VersionFiles({ label, input }: { label: string; input: PackInput }) {
  const { versions: words } = useMessages();
  const [xlsx, csv, pack] = [useRun(saveSoa), useRun(saveSoaCsv), useRun(saveAuditPack)];
  return (
    <div className="version-files">
      <FileRun action={words.xlsx(label)} run={xlsx} input={input} />
      <FileRun action={words.csv(label)} run={csv} input={input} />
      <FileRun action={words.pack(label)} run={pack} input={input} />
      <p className="help">{words.filesHelp}</p>
    </div>
  );
}

/** One frozen version: who approved it and why, its hash, and its files. */
export function VersionCard({ shown, input }: { shown: ShownVersion; input: PackInput }) {
  const { versions: words } = useMessages();
  const [open, setOpen] = useState(false);
  const { label, version, sha256, intact } = shown;
  return (
    <li className="version">
      <div className="version-head">
        <h3>{words.name(label)}</h3>
        <a
          className="button"
          data-size="small"
          href={routes.comparison(sha256, 'now')}
          aria-label={words.compareWithNow(label)}
        >
          {words.compareShort}
        </a>
        <button
          type="button"
          className="button"
          data-size="small"
          aria-expanded={open}
          aria-label={words.exportTitle(label)}
          onClick={() => setOpen(!open)}
        >
          <Icon name="save" />
          {words.files}
        </button>
      </div>
      <p>{version.reason}</p>
      <p className="help">
        {words.approvedBy(version.approver, formatMinute(version.frozenAt))}{' '}
        {version.frozenBy && words.frozenBy(version.frozenBy)}
      </p>
      <p className="version-hash">
        <span className="help">{words.hash}</span> <code>{sha256}</code>
        <CopyButton text={sha256} what={words.hash} />
      </p>
      {!intact && (
        <p className="warn">
          <Icon name="warning" /> {words.altered}
        </p>
      )}
      {open && <VersionFiles label={label} input={input} />}
    </li>
  );
}
