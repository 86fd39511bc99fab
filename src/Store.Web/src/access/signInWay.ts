/** How people sign in at this browser: by password, or by badge or name and PIN. */
export type SignInWay = 'password' | 'till';

const key = 'store.sign-in-way';

export const rememberedWay = (): SignInWay => (localStorage.getItem(key) === 'till' ? 'till' : 'password');

export const rememberWay = (way: SignInWay): void => localStorage.setItem(key, way);
