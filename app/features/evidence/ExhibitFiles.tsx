import { useEffect, useState } from 'react';
import { drawStamped } from '#core/evidence/draw-stamp.ts';
import type { ExhibitFile } from '#core/evidence/exhibit.ts';
import { fileEndings } from '#core/exchange/exhibit-names.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatBytes, formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import { saveBlob } from '../../services/save-file.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { StoredExhibit } from '../../storage/database.ts';

function Hash({ sha256 }: { sha256: string }) {
  const messages = useMessages();
  return (
    <span className="hash">
      <code data-hint={sha256}>
        {sha256.slice(0, 12)}…{sha256.slice(-8)}
      </code>
      <CopyButton text={sha256} what={messages.exhibit.hash} />
    </span>
  );
}

/** The SHA-256 of those files whose stored bytes are others than the record names: each is read once, one after the other. */
function useChangedFiles(files: readonly ExhibitFile[], evidence: EvidencePort): ReadonlySet<string> {
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let wanted = true;
    void (async () => {
      const found = new Set<string>();
      for (const { sha256 } of files) {
        // What cannot be read is missing, and that is said where it is shown.
        const content = wanted ? await evidence.file(sha256).catch(() => undefined) : undefined;
        if (content && (await sha256Hex(new Uint8Array(await content.arrayBuffer()))) !== sha256)
          found.add(sha256);
      }
      if (wanted) setChanged(found);
    })();
    return () => void (wanted = false);
  }, [files, evidence]);
  return changed;
}

/** The exhibit's files with sizes and hashes; each can be saved as it is. */
export function ExhibitFiles(props: { exhibit: StoredExhibit; evidence: EvidencePort; toasts: Toasts }) {
  const { exhibit, evidence, toasts } = props;
  const messages = useMessages();
  const save = async (file: ExhibitFile) => {
    const content = await evidence.file(file.sha256);
    if (content) saveBlob(content, `${exhibit.id}-${file.role}.${fileEndings[file.mediaType]}`);
  };
  const { provenance, redactions, files } = exhibit.record;
  const changed = useChangedFiles(files, evidence);
  const original = files.find(({ role, mediaType }) => role === 'original' && mediaType.startsWith('image/'));
  const hasBanner = files.some(({ role }) => role === 'stamped');
  const saveWithBanner = async ({ sha256 }: ExhibitFile) => {
    const picture = await evidence.file(sha256);
    if (!picture) return;
    const { content } = await drawStamped(picture, provenance, (redactions?.length ?? 0) > 0);
    saveBlob(content, `${exhibit.id}-stamped.png`);
  };
  return (
    <section className="detail-part" aria-labelledby="exhibit-files">
      <h2 id="exhibit-files">{messages.exhibit.files}</h2>
      <ul className="files">
        {exhibit.record.files.map((file) => (
          <li key={`${file.role}-${file.sha256}`}>
            <Icon name={file.mediaType.startsWith('image/') ? 'evidence' : 'page'} />
            <div className="words">
              <span>
                {messages.exhibit.role[file.role]}{' '}
                <span className="help">
                  {formatBytes(file.sizeBytes)}
                  {file.width && file.height
                    ? `, ${formatNumber(file.width)} × ${formatNumber(file.height)}`
                    : ''}
                </span>
              </span>
              <Hash sha256={file.sha256} />
              {changed.has(file.sha256) && (
                <span className="file-changed">
                  <Icon name="warning" /> {messages.exhibit.fileChanged}
                </span>
              )}
            </div>
            <button
              type="button"
              className="icon-button"
              aria-label={messages.exhibit.saveFile(messages.exhibit.role[file.role])}
              data-hint={messages.exhibit.saveFile(messages.exhibit.role[file.role])}
              // The picker that was closed and the file that is missing both leave everything as it was.
              onClick={() => void save(file).catch(() => undefined)}
            >
              <Icon name="save" />
            </button>
          </li>
        ))}
        <li>
          <Icon name="check" />
          <div className="words">
            <span>
              {messages.exhibit.recordHash} <span className="help">{messages.exhibit.hash}</span>
            </span>
            <Hash sha256={exhibit.recordSha256} />
          </div>
        </li>
      </ul>
      {original && !hasBanner && (
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() =>
            void saveWithBanner(original).catch(() => toasts.show(messages.exhibit.bannerFailed))
          }
        >
          <Icon name="save" />
          {messages.exhibit.saveWithBanner}
        </button>
      )}
    </section>
  );
}
