using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Members.Contacts;
using Store.Members.Members;
using Store.Members.Page;

namespace Store.Members;

/// <summary>Who buys: member files.</summary>
public sealed class MembersModule : IModule
{
    public string Name => "members";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ContactBook>();
        services.AddScoped<MemberCodes>();
        services.AddScoped<PageVisitor>();
        services.AddSingleton<CardCodes>();
    }
}
