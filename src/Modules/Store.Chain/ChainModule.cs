using Store.Kernel.Modules;

namespace Store.Chain;

/// <summary>The chain itself: its stores and their settings.</summary>
public sealed class ChainModule : IModule
{
    public string Name => "chain";
}
