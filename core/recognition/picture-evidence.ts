/** In pixels of the picture, origin top left. */
export type PictureBox = { x: number; y: number; width: number; height: number };

/** A place of a picture that is to be read again; looking ends with the first reading that is enough. */
export type PlaceToLookAt = { box: PictureBox; isEnough: (text: string) => boolean };

/** What the pixels of one picture can tell beyond what OCR read on it as a whole. */
export interface PictureEvidence {
  /** The colours of a box, RGBA, row by row; of the part of it that lies in the picture, undefined where that is nothing. */
  pixels(box: PictureBox): { width: number; height: number; data: Uint8ClampedArray } | undefined;
  /** Reads single words again, each by itself in several ways. Gives the readings of each place, in the order of looking. */
  lookAgain(places: readonly PlaceToLookAt[]): Promise<string[][]>;
}
