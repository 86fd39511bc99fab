import accessEn from '../access/en.json';
import accessHans from '../access/zh-Hans.json';
import accessHant from '../access/zh-Hant.json';
import catalogEn from '../catalog/en.json';
import catalogHans from '../catalog/zh-Hans.json';
import catalogHant from '../catalog/zh-Hant.json';
import checkoutEn from '../checkout/en.json';
import checkoutHans from '../checkout/zh-Hans.json';
import checkoutHant from '../checkout/zh-Hant.json';
import devicesEn from '../devices/en.json';
import devicesHans from '../devices/zh-Hans.json';
import devicesHant from '../devices/zh-Hant.json';
import displayEn from '../display/en.json';
import displayHans from '../display/zh-Hans.json';
import displayHant from '../display/zh-Hant.json';
import financeEn from '../finance/en.json';
import financeHans from '../finance/zh-Hans.json';
import financeHant from '../finance/zh-Hant.json';
import inventoryEn from '../inventory/en.json';
import inventoryHans from '../inventory/zh-Hans.json';
import inventoryHant from '../inventory/zh-Hant.json';
import loyaltyEn from '../loyalty/en.json';
import loyaltyHans from '../loyalty/zh-Hans.json';
import loyaltyHant from '../loyalty/zh-Hant.json';
import marketingEn from '../marketing/en.json';
import marketingHans from '../marketing/zh-Hans.json';
import marketingHant from '../marketing/zh-Hant.json';
import memberpageEn from '../memberpage/en.json';
import memberpageHans from '../memberpage/zh-Hans.json';
import memberpageHant from '../memberpage/zh-Hant.json';
import membersEn from '../members/en.json';
import membersHans from '../members/zh-Hans.json';
import membersHant from '../members/zh-Hant.json';
import tendersEn from '../tenders/en.json';
import tendersHans from '../tenders/zh-Hans.json';
import tendersHant from '../tenders/zh-Hant.json';
import shellEn from './en.json';
import shellHans from './zh-Hans.json';
import shellHant from './zh-Hant.json';

/** Every text of the app: language, module, key. */
export const words = {
  'zh-Hans': { shell: shellHans, access: accessHans, catalog: catalogHans, checkout: checkoutHans, devices: devicesHans, display: displayHans, finance: financeHans, inventory: inventoryHans, loyalty: loyaltyHans, marketing: marketingHans, memberpage: memberpageHans, members: membersHans, tenders: tendersHans },
  'zh-Hant': { shell: shellHant, access: accessHant, catalog: catalogHant, checkout: checkoutHant, devices: devicesHant, display: displayHant, finance: financeHant, inventory: inventoryHant, loyalty: loyaltyHant, marketing: marketingHant, memberpage: memberpageHant, members: membersHant, tenders: tendersHant },
  en: { shell: shellEn, access: accessEn, catalog: catalogEn, checkout: checkoutEn, devices: devicesEn, display: displayEn, finance: financeEn, inventory: inventoryEn, loyalty: loyaltyEn, marketing: marketingEn, memberpage: memberpageEn, members: membersEn, tenders: tendersEn },
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: (typeof words)['zh-Hans'];
  }
}
