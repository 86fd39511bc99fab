using System.Runtime.CompilerServices;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Members.Levels;

/// <summary>All who would rise or fall if levels were reviewed now, as a CSV file: number, name, from which level, to which.</summary>
internal static class ExportLevelReview
{
    internal sealed record Query(Stream Target) : IQuery<Done>, IPersonal;

    internal sealed class Handler(LevelReview review, IMediator mediator) : IRequestHandler<Query, Done>
    {
        private static readonly (string Name, int Width)[] Columns = [("number", 18), ("name", 20), ("from_level", 14), ("to_level", 14)];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            var levels = (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels;
            await TableExport.Write(query.Target, asXlsx: false, "levels", Columns, Rows(levels, cancellationToken), cancellationToken);
            return Done.It;
        }

        private async IAsyncEnumerable<IEnumerable<object?[]>> Rows(IReadOnlyDictionary<long, string> levels, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var due in review.Preview(cancellationToken))
                yield return [[due.Number, due.Name, LevelName(due.FromLevelId), LevelName(due.ToLevelId)]];

            string? LevelName(long? levelId) => levelId is { } id ? levels.GetValueOrDefault(id) : null;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels/review/export", (IMediator mediator, CancellationToken cancel) =>
                Results.Stream(target => mediator.Send(new Query(target), cancel), TableExport.Csv, "levels.csv"))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ExportLevelReview)).WithSummary("Export who would rise or fall at a review of levels")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }
}
