namespace Store.Loyalty.Value;

/// <summary>How the chain has stored value used.</summary>
internal static class GetValueSettings
{
    internal sealed record Query : IQuery<Result>;

    /// <param name="SpendOrder">PrincipalFirst, BonusFirst or InProportion.</param>
    /// <param name="PinAbove">Above it the member's PIN is asked for; null for never.</param>
    /// <param name="HoldMinutes">How long a basket keeps a balance from other tills.</param>
    /// <param name="ChangeUpTo">How much change of a sale a member may have stored instead of paid out; null: none.</param>
    /// <param name="Version">For the next change.</param>
    internal sealed record Result(string SpendOrder, Money? PinAbove, int HoldMinutes, Money? ChangeUpTo, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Read(db, cancellationToken);

        public static async Task<Result> Read(Db db, CancellationToken cancellationToken) =>
            (await db.Find<Result>("SELECT SpendOrder, PinAboveMinor, HoldMinutes, ChangeUpToMinor, Version FROM loyalty.ValueSettings WHERE SettingsId = 1", null, cancellationToken))!;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/value-settings", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(GetValueSettings)).WithSummary("How stored value is used");
    }
}
