/** How a device's short name is written: it stands in addresses. */
export const idRule = (message: string) => ({ pattern: /^[a-z][a-z0-9-]{0,39}$/, message });

/** How many seconds a printer may say nothing. */
export const usualPatience = 8;
