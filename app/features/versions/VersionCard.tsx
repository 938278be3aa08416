import { useState } from 'react';
import type { CheckedSignature } from '#core/signing/checked-signature.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { FileChoice } from '../packs/FileChoice.tsx';
import { FileRun } from '../packs/FileRun.tsx';
import { saveAuditPack, saveRisks, saveSoa } from '../packs/build-files.ts';
import type { PackInput } from '../packs/build-files.ts';
import { VersionApprovals } from './VersionApprovals.tsx';
import { routes } from '../routes.ts';

function VersionFiles({ label, input }: { label: string; input: PackInput }) {
  const { versions: words } = useMessages();
  const newer = input.clauses ? words.filesHelp : words.filesHelpWithoutClauses;
  const filesHelp = input.registers ? newer : words.filesHelpRowsOnly;
  return (
    <div className="version-files">
      <p className="label">{words.soaFiles}</p>
      <FileChoice saves={saveSoa} action={(format) => words.saveAs(label, format)} input={input} />
      {input.registers && (
        <>
          <p className="label">{words.registerFiles}</p>
          <FileChoice
            saves={saveRisks}
            action={(format) => words.saveRegisterAs(label, format)}
            input={input}
          />
        </>
      )}
      <FileRun action={words.pack(label)} save={saveAuditPack} input={input} />
      <p className="help">{filesHelp}</p>
    </div>
  );
}

type VersionCardProps = {
  shown: ShownVersion;
  input: PackInput;
  /** How many cells have changed since; 0 where that is nobody's question. */
  moved: number;
  /** Undefined until they were checked. */
  approvals: readonly CheckedSignature[] | undefined;
  /** Signs this version with this device's key; rejects when that fails. Undefined where nobody says who is at work. */
  onApprove: (() => Promise<void>) | undefined;
};

/** One frozen version: who approved it and why, its hash, and its files. */
export function VersionCard({ shown, input, moved, approvals, onApprove }: VersionCardProps) {
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
      {moved > 0 && <p className="help">{words.movedSince(moved)}</p>}
      <VersionApprovals
        label={label}
        approvals={approvals}
        onApprove={intact ? onApprove : undefined}
        isIntact={intact}
      />
      {open && <VersionFiles label={label} input={input} />}
    </li>
  );
}
