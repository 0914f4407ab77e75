import { z } from 'zod';

export const idSchema = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, 'a letter, then letters, digits, _ or -')
  .describe('an id: a letter, then letters, digits, _ or -');
