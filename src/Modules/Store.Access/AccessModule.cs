using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Access.Approvals;
using Store.Access.Roles;
using Store.Access.Sessions;
using Store.Access.Users;
using Store.Kernel.Modules;

namespace Store.Access;

/// <summary>Who may do what where: staff accounts, roles, grants, sessions, API keys, the audit log.</summary>
public sealed class AccessModule : IModule
{
    public string Name => "access";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<RememberedAnswers>();
        services.AddSingleton<KnownPermissions>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<PinCheck>();
        services.AddScoped<Rights>();
        services.AddScoped<SessionBook>();
        services.AddScoped<ApprovalBook>();
        services.AddScoped<Badges>();
        services.AddScoped<Accounts>();
        services.AddScoped<Owners>();
        services.AddScoped<Authority>();
        services.AddScoped<RoleWriter>();
        services.AddScoped<BuiltInRoles>();
        services.AddHostedService<BringRolesUpToDate>();
    }
}
