using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Finance.Journal;
using Store.Kernel.Modules;

namespace Store.Finance;

/// <summary>The books: accounts, journal, trial balance.</summary>
public sealed class FinanceModule : IModule
{
    public string Name => "finance";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddScoped<JournalBook>();
}
