using System.Data.Common;

namespace Store.Members.Segments;

/// <summary>Gives a segment another name or other conditions.</summary>
internal static class ChangeSegment
{
    internal sealed record Command(long SegmentId, string Name, SegmentConditions Conditions, int Version) : ICommand<CreateSegment.Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(50);
            RuleFor(command => command.Conditions).NotNull().SetValidator(new SegmentConditionsValidator());
        }
    }

    internal sealed class Handler(Db db, Caller caller, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, CreateSegment.Result>
    {
        public async Task<CreateSegment.Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await SegmentRow.Read(db, command.SegmentId, cancellationToken);
            var now = old with { Name = command.Name.Trim(), Conditions = SegmentRow.Write(command.Conditions), ChangedAt = clock.UtcNow(), ChangedByName = caller.Name, Version = command.Version };
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE members.Segments SET Name = @Name, Conditions = @Conditions, ChangedAt = @ChangedAt, ChangedByName = @ChangedByName, Version = Version + 1
                    WHERE  SegmentId = @SegmentId AND Version = @Version
                    """, now, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("segment.taken", $"There is a segment {now.Name} already.");
            }

            if (updated == 0)
                throw new Conflict("segment.stale", $"Someone else has changed the segment {old.Name}; read it again.");
            await audit.Add(SegmentRow.Permission, $"segment {old.Name}", storeId: 0, old.Read(), command.Conditions, cancellationToken);
            return new CreateSegment.Result(command.SegmentId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, SegmentConditions Conditions, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/segments/{segmentId:long}", (long segmentId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(segmentId, body.Name, body.Conditions, body.Version), cancel))
            .RequirePermission(SegmentRow.Permission)
            .WithName(nameof(ChangeSegment)).WithSummary("Change a segment of members")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
