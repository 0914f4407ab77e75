/** Response headers of the served app. */
export const HEADERS: Readonly<Record<string, string>>;
