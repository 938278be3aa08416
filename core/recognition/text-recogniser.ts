import * as v from 'valibot';

/** Boxes are in pixels of the picture, origin top left; confidence runs from 0 to 100. */
export const recognisedWordSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(500)),
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  confidence: v.number(),
});
export type RecognisedWord = v.InferOutput<typeof recognisedWordSchema>;

export const recognisedTextSchema = v.object({
  /** Which program and which trained data read the picture, with their versions. */
  engine: v.string(),
  /** Lines in reading order, separated by a line feed. */
  text: v.string(),
  words: v.array(recognisedWordSchema),
});
export type RecognisedText = v.InferOutput<typeof recognisedTextSchema>;

/** The port behind which OCR stands. */
export interface TextRecogniser {
  /**
   * Reads a picture (PNG, JPEG or WebP). `onProgress` gets 0 to 1. Rejects with a `DOMException` named `AbortError` when
   * `signal` fires, and with an `Error` when the engine cannot start or the picture cannot be decoded.
   */
  recognise(
    picture: Blob,
    options?: { onProgress?: (fraction: number) => void; signal?: AbortSignal },
  ): Promise<RecognisedText>;
  /** Frees workers and memory. The recogniser may be used again: it starts anew. */
  close(): Promise<void>;
}
