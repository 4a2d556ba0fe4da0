export const letters: { weight: number; address: string; range: string; only?: string }[];
