using Store.Kernel.Modules;

namespace Store.Access;

/// <summary>Who may do what where: staff accounts, roles, grants, sessions, API keys, the audit log.</summary>
public sealed class AccessModule : IModule
{
    public string Name => "access";
}
