using Store.Kernel.Modules;

namespace Store.Loyalty;

/// <summary>What members have with the chain: points, stored value, gift cards, passes and coupons.</summary>
public sealed class LoyaltyModule : IModule
{
    public string Name => "loyalty";
}
