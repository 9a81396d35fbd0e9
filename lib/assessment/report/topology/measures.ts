/** Pixels of the drawing at its natural size. */
export const NODE = { width: 196, height: 74, gapX: 24, gapY: 44, pad: 24, title: 34 } as const;
