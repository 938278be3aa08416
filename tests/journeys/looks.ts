/** Windows and colours in which screens are looked at. */
export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const all = [
  { colorScheme: 'light', viewport: desk, where: 'desk' },
  { colorScheme: 'dark', viewport: desk, where: 'desk' },
  { colorScheme: 'light', viewport: phone, where: 'phone' },
  { colorScheme: 'dark', viewport: phone, where: 'phone' },
] as const;

/** All four for whoever wants pictures; otherwise each size and each colour once, as faults of one hardly ever hang on the other. */
export const looks = process.env['EXHIBIT_SCREENSHOTS'] ? all : [all[0], all[3]];
