import type { AttachmentPart } from '../../../../shared/model/conversation.ts';

/** Maximum size of a picture in a message (px). */
const alone = { width: 360, height: 280 };
const amongOthers = { width: 240, height: 160 };
/** Small enough to look small, large enough to press (px). */
const least = 48;

/** The space for a picture in a message (px). */
export interface PictureBox {
  readonly inlineSize: number;
  readonly blockSize: number;
}

/**
 * The space for a picture that may not be loaded yet, from its dimensions. An imported picture
 * without dimensions gets a square, so that its height is right in any case.
 */
export function pictureBox(
  { width, height }: Pick<Extract<AttachmentPart, { kind: 'image' }>, 'width' | 'height'>,
  isOnly: boolean,
): PictureBox {
  const most = isOnly ? alone : amongOthers;
  if (width === undefined || height === undefined) {
    return { inlineSize: most.height, blockSize: most.height };
  }
  const scale = Math.min(1, most.width / width, most.height / height);
  return {
    inlineSize: Math.max(least, Math.round(width * scale)),
    blockSize: Math.max(least, Math.round(height * scale)),
  };
}
