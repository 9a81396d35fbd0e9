const paths = {
  bold: 'M8 5h5a3.5 3.5 0 0 1 0 7H8zM8 12h6a3.5 3.5 0 0 1 0 7H8z',
  italic: 'M11 5h6M7 19h6M14 5l-4 14',
  strike:
    'M5 12h14M16 7.5C15.400 5.900 13.900 5 12 5c-2.300 0-4 1.200-4 3 0 .800.300 1.500 1 2M8 16c.600 2 2.100 3 4.200 3 2.300 0 3.800-1.200 3.800-3 0-.600-.200-1.200-.600-1.700',
  heading2: 'M4 6v12M12 6v12M4 12h8M16 11a2 2 0 1 1 3.600 1.200L16 17h4.500',
  heading3: 'M4 6v12M12 6v12M4 12h8M16.500 9.500h4l-2.300 3a2.300 2.300 0 1 1-2 3.500',
  bulletList: 'M9 6h11M9 12h11M9 18h11M4.500 6h.010M4.500 12h.010M4.500 18h.010',
  orderedList:
    'M10 6h10M10 12h10M10 18h10M4 5l1.500-1v5M4 14.500c.500-1 2.500-1 2.500.300 0 1.200-2.500 1.700-2.500 3.200h2.700',
  blockquote: 'M5 6v12M10 8h9M10 12h9M10 16h6',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  undo: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3',
  redo: 'M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h3',
} as const;

/** The drawing on a button of the toolbar; the button's name says what it does. */
export function FormatIcon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
