namespace Store.Loyalty.Points.Activities;

/// <summary>Says that a member has done something that earns points. They come at once, or when somebody else has approved it.</summary>
internal static class RecordActivity
{
    internal sealed record Command(long StoreId, long MemberId, long ActivityTypeId, string? Note) : ICommand<Result>, IStoreScoped;

    /// <param name="ActivityId">The activity.</param>
    /// <param name="State">Waiting or Approved.</param>
    /// <param name="Points">What it gives.</param>
    internal sealed record Result(long ActivityId, string State, long Points);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Note).MaximumLength(PointsMoments.ReasonLength);
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, PointsMoments moments, ActivityPoints points) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await db.Find<Type>("""
                SELECT Name, Points, NeedsApproval, Active, DailyAtMost, TotalAtMost FROM loyalty.PointsActivityTypes WHERE ActivityTypeId = @ActivityTypeId
                """, new { command.ActivityTypeId }, cancellationToken) ?? throw new NotFound("activity_type", command.ActivityTypeId);
            if (!type.Active)
                throw new RuleBroken("points.activity_gone", $"{type.Name} earns no points any more.");
            var (memberId, at) = await moments.For(command.MemberId, command.StoreId, type.Name, cancellationToken);
            if (!await points.MayDo(command.ActivityTypeId, type.DailyAtMost, type.TotalAtMost, memberId, at, cancellationToken))
                throw new RuleBroken("points.activity_often", $"The member has had points for {type.Name} as often as it gives them.");
            var activity = new
            {
                ActivityId = ids.Next(), command.ActivityTypeId, memberId, command.StoreId, type.Points, State = type.NeedsApproval ? ActivityPoints.Waiting : ActivityPoints.Approved,
                Note = command.Note?.Trim() ?? "", RecordedById = caller.UserId, RecordedByName = caller.Name, RecordedAt = at.OccurredAt,
                at.BusinessDate,
            };
            await db.Execute("""
                INSERT INTO loyalty.PointsActivities (ActivityId, ActivityTypeId, MemberId, StoreId, Points, State, Note, RecordedById, RecordedByName, RecordedAt, BusinessDate)
                VALUES (@ActivityId, @ActivityTypeId, @memberId, @StoreId, @Points, @State, @Note, @RecordedById, @RecordedByName, @RecordedAt, @BusinessDate)
                """, activity, cancellationToken);
            if (!type.NeedsApproval)
                await points.Give(memberId, type.Points, at, cancellationToken);
            return new Result(activity.ActivityId, activity.State, type.Points);
        }

        private sealed record Type(string Name, long Points, bool NeedsApproval, bool Active, int? DailyAtMost, int? TotalAtMost);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long ActivityTypeId, string? Note);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/members/{memberId:long}/points/activities", (long storeId, long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, memberId, body.ActivityTypeId, body.Note), cancel))
            .RequirePermission(PointsPermissions.RecordActivity)
            .WithName(nameof(RecordActivity)).WithSummary("A member has done something that earns points")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
