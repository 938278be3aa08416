/** The package has no types of its own. */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    /** The next place where a line may end (index in UTF-16 units), or must; null behind the last. */
    nextBreak(): { position: number; required: boolean } | null;
  }
}
