namespace Store.Members.Segments;

/// <summary>Throws saved conditions away. Coupons issued to its members stay theirs.</summary>
internal static class DeleteSegment
{
    internal sealed record Command(long SegmentId) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await SegmentRow.Read(db, command.SegmentId, cancellationToken);
            await db.Execute("DELETE FROM members.Segments WHERE SegmentId = @SegmentId", command, cancellationToken);
            await audit.Add(SegmentRow.Permission, $"segment {old.Name}", storeId: 0, old.Read(), now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/segments/{segmentId:long}", (long segmentId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(segmentId), cancel))
            .RequirePermission(SegmentRow.Permission)
            .WithName(nameof(DeleteSegment)).WithSummary("Delete a segment of members")
            .ProducesProblem(404);
    }
}
