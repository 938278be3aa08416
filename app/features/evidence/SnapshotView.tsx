import { useEffect, useRef, useState } from 'react';
import { colorSchemeName } from '#core/evidence/snapshot.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { useText } from './use-file.ts';
import type { FileState } from './use-file.ts';

type SnapshotViewProps = {
  file: FileState;
  title: string;
  /** CSS pixels of the window in which the page was captured: its layout depends on it. */
  viewport: { width: number; height: number };
};

/** Whether the page was shown light or dark when it was captured; the frame shows it likewise whatever the app's own colours are. */
const colorSchemeOf = (html: string): 'light' | 'dark' =>
  html.slice(0, 2_000).includes(`<meta name="${colorSchemeName}" content="dark">`) ? 'dark' : 'light';

/**
 * Puts the snapshot into a frame without any right in the holder, which has a policy of its own: no script, nothing from anywhere. The
 * holder has no script either.
 */
function fill(holder: HTMLIFrameElement, html: string, title: string): void {
  const page = holder.contentDocument;
  if (!page?.body || page.location.href === 'about:blank') return;
  const frame = page.createElement('iframe');
  frame.setAttribute('sandbox', '');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.title = title;
  const colorScheme = colorSchemeOf(html);
  page.documentElement.style.colorScheme = colorScheme;
  frame.style.colorScheme = colorScheme;
  frame.srcdoc = html;
  page.body.replaceChildren(frame);
}

/** How much of its size a frame of this width gets in the box around it: never more than its own. */
function useFit(width: number) {
  const box = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState(1);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setFit(Math.min(1, element.clientWidth / width) || 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return { box, fit };
}

/** The page as it stood, as an inert file in a sandboxed frame, laid out as wide as it was captured. */
export function SnapshotView({ file, title, viewport }: SnapshotViewProps) {
  const messages = useMessages();
  const html = useText(file.kind === 'ready' ? file.content : undefined);
  const holder = useRef<HTMLIFrameElement>(null);
  const { box, fit } = useFit(viewport.width);
  const name = messages.exhibit.snapshotOf(title);
  useEffect(() => {
    const frame = holder.current;
    if (!frame || html === undefined) return;
    const show = () => fill(frame, html, name);
    show();
    frame.addEventListener('load', show);
    return () => frame.removeEventListener('load', show);
  }, [html, name]);
  if (file.kind === 'missing') return <p className="quiet-wait">{messages.exhibit.fileMissing}</p>;
  return (
    <div className="snapshot">
      <p className="help">{messages.exhibit.snapshotHint}</p>
      <div ref={box} className="snapshot-box">
        <div className="snapshot-room" style={{ width: viewport.width * fit, height: viewport.height * fit }}>
          <iframe
            ref={holder}
            src="./snapshot.html"
            title={name}
            style={{
              width: viewport.width,
              height: viewport.height,
              transform: fit < 1 ? `scale(${fit})` : undefined,
            }}
          />
        </div>
      </div>
    </div>
  );
}
