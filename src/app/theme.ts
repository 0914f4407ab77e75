import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent from light to dark; the seventh is `--accent` of tokens.css. */
const accent: MantineColorsTuple = [
  '#e8f0fd',
  '#d3e1fa',
  '#a7c2f3',
  '#7aa3ec',
  '#5589e4',
  '#3b78df',
  '#2563c9',
  '#1f56b0',
  '#184894',
  '#103a79',
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 7 },
  colors: { accent },
  defaultRadius: 8,
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
});
