using Store.Kernel.Modules;

namespace Store.Members;

/// <summary>Who buys: member files.</summary>
public sealed class MembersModule : IModule
{
    public string Name => "members";
}
