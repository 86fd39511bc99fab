using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>What holds for all paid memberships.</summary>
internal static class GetMembershipSettings
{
    internal sealed record Query : IQuery<Result>;

    /// <param name="RemindDays">How many days before its end people are reminded of a membership; 0: not at all.</param>
    /// <param name="Version">For the next change.</param>
    internal sealed record Result(int RemindDays, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Read(db, cancellationToken);

        public static async Task<Result> Read(Db db, CancellationToken cancellationToken) =>
            (await db.Find<Result>("SELECT RemindDays, Version FROM loyalty.MembershipSettings WHERE SettingsId = 1", null, cancellationToken))!;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/membership-settings", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(GetMembershipSettings)).WithSummary("What holds for all paid memberships");
    }
}
