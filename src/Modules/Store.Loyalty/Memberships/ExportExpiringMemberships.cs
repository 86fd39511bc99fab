using System.Runtime.CompilerServices;
using Store.Contracts.Chain;
using Store.Kernel.Files;
using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>The memberships that end soon as a CSV or XLSX file.</summary>
internal static class ExportExpiringMemberships
{
    internal sealed record Query(Stream Target, bool AsXlsx, DateOnly? Until) : IQuery<Done>, IPersonal;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, Done>
    {
        private const int RowsAtATime = 200;

        private static readonly (string, int)[] Columns = [("number", 20), ("name", 20), ("level", 14), ("plan", 30), ("last_day", 12), ("store", 10)];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            await TableExport.Write(query.Target, query.AsXlsx, "memberships", Columns, Pages(query.Until, cancellationToken), cancellationToken);
            return Done.It;
        }

        private async IAsyncEnumerable<IEnumerable<object?[]>> Pages(DateOnly? until, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var stores = new Dictionary<long, string>();
            string? after = null;
            do
            {
                var page = await mediator.Send(new ListExpiringMemberships.Query(until, after, RowsAtATime), cancellationToken);
                foreach (var storeId in page.Items.Select(item => item.StoreId).Where(storeId => !stores.ContainsKey(storeId)).Distinct().ToList())
                    stores[storeId] = (await mediator.Send(new GetStore(storeId), cancellationToken)).Code;
                yield return page.Items.Select(item => new object?[] { item.Number, item.MemberName, item.LevelName, item.PlanName, item.ToDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture), stores[item.StoreId] });
                after = page.Next;
            }
            while (after is not null);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/memberships/expiring/export", (string? format, DateOnly? until, IMediator mediator, CancellationToken cancel) => string.Equals(format, "xlsx", StringComparison.OrdinalIgnoreCase)
                ? Results.Stream(target => mediator.Send(new Query(target, AsXlsx: true, until), cancel), TableExport.Xlsx, "memberships.xlsx")
                : Results.Stream(target => mediator.Send(new Query(target, AsXlsx: false, until), cancel), TableExport.Csv, "memberships.csv"))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ExportExpiringMemberships)).WithSummary("Export memberships that end soon as CSV or XLSX")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", TableExport.Xlsx);
    }
}
