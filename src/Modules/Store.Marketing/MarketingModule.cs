using Store.Kernel.Modules;

namespace Store.Marketing;

/// <summary>What makes people buy more: promotions and what they take off a basket.</summary>
public sealed class MarketingModule : IModule
{
    public string Name => "marketing";
}
