using Store.Kernel.Modules;

namespace Store.Finance;

/// <summary>The books: accounts, journal, trial balance.</summary>
public sealed class FinanceModule : IModule
{
    public string Name => "finance";
}
