/** Whether a number is a multiple of another, within what floating point can tell. */
export const isMultiple = (value: number, unit: number): boolean => {
  const quotient = value / unit;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
};
