/** The blob as a `data:` URL, written by the browser beside the page's thread. `undefined` when it cannot be read. */
export const dataUrlOf = (blob: Blob): Promise<string | undefined> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : undefined),
    );
    reader.addEventListener('error', () => resolve(undefined));
    reader.readAsDataURL(blob);
  });
