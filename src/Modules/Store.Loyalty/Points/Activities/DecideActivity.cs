namespace Store.Loyalty.Points.Activities;

/// <summary>Approves or refuses an activity that somebody else has recorded. With approval the points come.</summary>
internal static class DecideActivity
{
    internal sealed record Command(long StoreId, long ActivityId, bool Approve) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long ActivityId, string State);

    internal sealed class Handler(Db db, Caller caller, PointsMoments moments, ActivityPoints points) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var activity = await db.Find<Activity>("""
                SELECT a.MemberId, a.Points, a.RecordedById, t.Name
                FROM   loyalty.PointsActivities a
                JOIN   loyalty.PointsActivityTypes t ON t.ActivityTypeId = a.ActivityTypeId
                WHERE  a.ActivityId = @ActivityId AND a.StoreId = @StoreId
                """, new { command.ActivityId, command.StoreId }, cancellationToken) ?? throw new NotFound("activity", command.ActivityId);
            if (activity.RecordedById == caller.UserId)
                throw new RuleBroken("points.own_activity", "Somebody else has to decide on what you have recorded.");
            var (memberId, at) = await moments.For(activity.MemberId, command.StoreId, activity.Name, cancellationToken);
            var state = command.Approve ? ActivityPoints.Approved : ActivityPoints.Refused;
            var decided = await db.Execute("""
                UPDATE loyalty.PointsActivities SET State = @state, DecidedByName = @Name, DecidedAt = @OccurredAt WHERE ActivityId = @ActivityId AND State = 'Waiting'
                """, new { state, caller.Name, at.OccurredAt, command.ActivityId }, cancellationToken);
            if (decided == 0)
                throw new Conflict("points.activity_decided", "Somebody has decided on it already.");
            if (command.Approve)
                await points.Give(memberId, activity.Points, at, cancellationToken);
            return new Result(command.ActivityId, state);
        }

        private sealed record Activity(long MemberId, long Points, long RecordedById, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Approve);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/points/activities/{activityId:long}", (long storeId, long activityId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, activityId, body.Approve), cancel))
            .RequirePermission(PointsPermissions.DecideActivity)
            .WithName(nameof(DecideActivity)).WithSummary("Approve or refuse an activity")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
