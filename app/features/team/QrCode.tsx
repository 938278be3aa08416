import { useEffect, useState } from 'react';

/** Blank modules around the code (ISO/IEC 18004 section 6.3.8 asks for four). */
const quiet = 4;

/** Draws the text as a QR code; the library comes with the first one. Nothing is drawn when the text is too long for one. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [modules, setModules] = useState<boolean[][]>();
  useEffect(() => {
    let wanted = true;
    void import('qr')
      .then(({ encodeQR }) => encodeQR(text, 'raw', { ecc: 'low', border: quiet }))
      .then(
        (made) => wanted && setModules(made),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [text]);
  if (!modules) return null;
  const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className="team-qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
