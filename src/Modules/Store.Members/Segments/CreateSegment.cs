using System.Data.Common;

namespace Store.Members.Segments;

/// <summary>Saves conditions under a name. Who belongs to the segment is found anew each time it is asked.</summary>
internal static class CreateSegment
{
    internal sealed record Command(string Name, SegmentConditions Conditions) : ICommand<Result>;

    internal sealed record Result(long SegmentId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(50);
            RuleFor(command => command.Conditions).NotNull().SetValidator(new SegmentConditionsValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = new SegmentRow(ids.Next(), command.Name.Trim(), SegmentRow.Write(command.Conditions), clock.UtcNow(), caller.Name, Version: 1);
            try
            {
                await db.Execute("""
                    INSERT INTO members.Segments (SegmentId, Name, Conditions, ChangedAt, ChangedByName, Version) VALUES (@SegmentId, @Name, @Conditions, @ChangedAt, @ChangedByName, @Version)
                    """, row, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("segment.taken", $"There is a segment {row.Name} already.");
            }

            await audit.Add(SegmentRow.Permission, $"segment {row.Name}", storeId: 0, old: null, command.Conditions, cancellationToken);
            return new Result(row.SegmentId, row.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/segments", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(SegmentRow.Permission)
            .WithName(nameof(CreateSegment)).WithSummary("Save conditions as a segment of members")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
