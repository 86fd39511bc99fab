using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Store.Kernel.Modules;
using Store.Members.Accounts;
using Store.Members.Consents;
using Store.Members.Contacts;
using Store.Members.Feedback;
using Store.Members.Import;
using Store.Members.Levels;
using Store.Members.Members;
using Store.Members.Page;
using Store.Members.Purchases;
using Store.Members.Segments;

namespace Store.Members;

/// <summary>Who buys: member files, what is known of their purchases, levels, segments, and what was said with them.</summary>
public sealed class MembersModule : IModule
{
    public string Name => "members";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<AccountBook>();
        services.AddScoped<ContactBook>();
        services.AddScoped<NormalPhones>();
        services.AddScoped<ConsentBook>();
        services.AddScoped<FeedbackBook>();
        services.AddScoped<MemberCodes>();
        services.AddScoped<PageVisitor>();
        services.AddSingleton<CardCodes>();
        services.AddScoped<PurchaseBook>();
        services.AddScoped<CatchUp>();
        services.AddScoped<MemberScores>();
        services.AddScoped<LevelChanges>();
        services.AddScoped<LevelRaises>();
        services.AddScoped<LevelReview>();
        services.AddScoped<MergedLevels>();
        services.AddScoped<SegmentSieve>();
        services.AddScoped<MemberBatch>();
        services.AddSingleton<MemberCare>().AddHostedService(provider => provider.GetRequiredService<MemberCare>());
    }
}
