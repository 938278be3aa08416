import * as v from 'valibot';
import type { PageBlock } from '#core/recognition/page-text.ts';
import { pageTextSchema } from '#core/recognition/page-text.ts';
import { recognisedTextSchema } from '#core/recognition/text-recogniser.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { useText } from './use-file.ts';
import type { FileState } from './use-file.ts';

/** What a stored file says, or undefined when it is not JSON of the expected form. */
function parseFile<Value>(schema: v.GenericSchema<unknown, Value>, text: string): Value | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function Block({ block }: { block: PageBlock }) {
  switch (block.kind) {
    case 'heading':
      return <p className={`page-heading level-${Math.min(block.level, 4)}`}>{block.text}</p>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'item':
      return <p className="page-item">{block.text}</p>;
    case 'field':
      return (
        <p className="page-field">
          <span>{block.label}</span> <b>{block.value}</b>
        </p>
      );
    case 'row':
      return (
        <p className="page-row">
          {block.cells.map((cell, at) => (
            // Cells of one row are told apart by their place alone.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at}>
              {block.header[at] && <i>{block.header[at]}</i>}
              {cell}
            </span>
          ))}
        </p>
      );
  }
}

/** What stands in for a text that is not there, not yet there, or not readable. */
function useWords(file: FileState): { text: string } | { instead: string } {
  const messages = useMessages();
  const text = useText(file.kind === 'ready' ? file.content : undefined);
  if (file.kind === 'missing') return { instead: messages.exhibit.fileMissing };
  return text === undefined ? { instead: messages.exhibit.loading } : { text };
}

/** The page's text with its structure, as the extension read it from the page itself. */
export function PageTextView({ file }: { file: FileState }) {
  const messages = useMessages();
  const words = useWords(file);
  if ('instead' in words) return <p className="quiet-wait">{words.instead}</p>;
  const page = parseFile(pageTextSchema, words.text);
  if (!page) return <p className="quiet-wait">{messages.exhibit.fileUnreadable}</p>;
  if (page.blocks.length === 0) return <p className="quiet-wait">{messages.exhibit.noText}</p>;
  return (
    <div className="page-text" lang={page.language || undefined}>
      {page.truncated && <p className="help">{messages.exhibit.truncated}</p>}
      {page.unreadableFrames.length > 0 && (
        <p className="help">{messages.exhibit.unreadableFrames(page.unreadableFrames.length)}</p>
      )}
      {page.blocks.map((block, at) => (
        // A page may say the same thing twice, and the list never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <Block key={at} block={block} />
      ))}
    </div>
  );
}

/** The plain text that was kept beside the picture. */
export function PlainTextView({ file }: { file: FileState }) {
  const words = useWords(file);
  if ('instead' in words) return <p className="quiet-wait">{words.instead}</p>;
  return <pre className="read-text">{words.text}</pre>;
}

/** The lines that the reader found in the picture's pixels. */
export function OcrView({ file }: { file: FileState }) {
  const messages = useMessages();
  const words = useWords(file);
  if ('instead' in words) return <p className="quiet-wait">{words.instead}</p>;
  const read = parseFile(recognisedTextSchema, words.text);
  if (!read) return <p className="quiet-wait">{messages.exhibit.fileUnreadable}</p>;
  return read.text.trim() ? (
    <pre className="read-text">{read.text}</pre>
  ) : (
    <p className="quiet-wait">{messages.exhibit.noText}</p>
  );
}
